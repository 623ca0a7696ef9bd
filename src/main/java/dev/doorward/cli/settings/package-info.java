/// How settings are read: the table of keys, their kinds, and the three sources file, environment
/// and flags.
///
/// Entered through [SettingsReader]; it must never start anything or write anywhere.
@NullMarked
package dev.doorward.cli.settings;

import org.jspecify.annotations.NullMarked;
