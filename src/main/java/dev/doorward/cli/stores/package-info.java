/// Secrets that the settings only refer to, fetched from HashiCorp Vault and AWS Secrets Manager.
///
/// Entered by [SecretStores] while settings are read. Nothing in here is loaded for settings
/// without a reference, and nothing fetched is kept here.
@NullMarked
package dev.doorward.cli.stores;

import org.jspecify.annotations.NullMarked;
