/// A real server behind a real nginx with TLS. Tagged `long`: `.ci/long nginx` installs what is
/// missing and runs them.
@NullMarked
package dev.doorward.proxy;

import org.jspecify.annotations.NullMarked;
