/// Who may do what: roles stand for permission patterns, scopes narrow them, and one pure decision
/// compares both with the permission an operation needs. Entered through [AccessPolicy]; it never
/// looks at arguments, time or the network.
@NullMarked
package dev.doorward.access;

import org.jspecify.annotations.NullMarked;
