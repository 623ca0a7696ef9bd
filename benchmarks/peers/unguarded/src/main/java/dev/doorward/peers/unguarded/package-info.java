/// Doorward's engine on Micronaut without authentication, policy, limits or audit: what the guards
/// cost is measured against it.
package dev.doorward.peers.unguarded;
