/// A real Keycloak as the authorization server of a real server, and the clients that log in there.
/// Tagged `long`: `.ci/long keycloak` unpacks Keycloak and runs them.
@NullMarked
package dev.doorward.keycloak;

import org.jspecify.annotations.NullMarked;
