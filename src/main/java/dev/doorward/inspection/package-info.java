/// Content rules: what a file's name, rights, text or structure gives away or asks for. Secrets,
/// hidden characters, instructions that deceive, recipes of images and manifests of clusters.
///
/// Entered through [dev.doorward.inspection.Inspection]. The rules are data, matched in linear
/// time; a finding never carries the secret it is about. This package opens no file, decides about
/// no grade and keeps no state.
@NullMarked
package dev.doorward.inspection;

import org.jspecify.annotations.NullMarked;
