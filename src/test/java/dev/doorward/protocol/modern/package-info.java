/// The modern era: headers, metadata, sealed state, subscriptions.
@NullMarked
package dev.doorward.protocol.modern;

import org.jspecify.annotations.NullMarked;
