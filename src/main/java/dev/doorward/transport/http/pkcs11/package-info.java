/// Keys that stay in a PKCS#11 token (an HSM, a smart card, SoftHSM) and sign there.
///
/// Entered by [KeyToken]; it knows the token and nothing of what its keys are for.
@NullMarked
package dev.doorward.transport.http.pkcs11;

import org.jspecify.annotations.NullMarked;
