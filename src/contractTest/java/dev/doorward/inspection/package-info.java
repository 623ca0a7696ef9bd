/// The scanner over more than a merge should wait for.
@NullMarked
package dev.doorward.inspection;

import org.jspecify.annotations.NullMarked;
