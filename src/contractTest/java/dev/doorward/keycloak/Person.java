package dev.doorward.keycloak;

import java.util.UUID;

/// Somebody who can log in.
record Person(String name, String password) {
  static Person random() {
    return new Person("ada", UUID.randomUUID().toString());
  }
}
