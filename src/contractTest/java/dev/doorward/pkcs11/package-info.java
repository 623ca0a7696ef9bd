/// The server with its private keys in a token: a real SoftHSM that the tests set up. Tagged
/// `long`: `.ci/long pkcs11` installs what is missing and runs them.
@NullMarked
package dev.doorward.pkcs11;

import org.jspecify.annotations.NullMarked;
