package dev.doorward.transport.http.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.KeyStoreSpi;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A key store with one key that cannot be written down, because it lives in a token: the JDK's own
/// stores in memory keep only what they can encode, and the token's store would offer all its keys.
final class OneKey extends KeyStoreSpi {
  private static final String ALIAS = "door";

  private final PrivateKey key;
  private final List<Certificate> chain;
  private final Instant made = Instant.now();

  private OneKey(PrivateKey key, List<Certificate> chain) {
    this.key = key;
    this.chain = chain;
  }

  /// The store, ready for use.
  static KeyStore of(PrivateKey key, List<? extends Certificate> chain)
      throws GeneralSecurityException, IOException {
    KeyStore store = new KeyStore(new OneKey(key, List.copyOf(chain)), null, "one-key") {
          // The constructor is for subclasses.
        };
    store.load(null, null);
    return store;
  }

  @Override
  public @Nullable Key engineGetKey(String alias, char @Nullable [] password) {
    return engineContainsAlias(alias) ? key : null;
  }

  @Override
  public Certificate @Nullable [] engineGetCertificateChain(String alias) {
    return engineContainsAlias(alias) ? chain.toArray(Certificate[]::new) : null;
  }

  @Override
  public @Nullable Certificate engineGetCertificate(String alias) {
    return engineContainsAlias(alias) ? chain.getFirst() : null;
  }

  @Override
  public @Nullable Date engineGetCreationDate(String alias) {
    return engineContainsAlias(alias) ? Date.from(made) : null;
  }

  @Override
  public Enumeration<String> engineAliases() {
    return Collections.enumeration(List.of(ALIAS));
  }

  @Override
  public boolean engineContainsAlias(String alias) {
    return ALIAS.equals(alias);
  }

  @Override
  public int engineSize() {
    return 1;
  }

  @Override
  public boolean engineIsKeyEntry(String alias) {
    return engineContainsAlias(alias);
  }

  @Override
  public boolean engineIsCertificateEntry(String alias) {
    return false;
  }

  @Override
  public @Nullable String engineGetCertificateAlias(Certificate certificate) {
    return chain.getFirst().equals(certificate) ? ALIAS : null;
  }

  @Override
  public void engineLoad(@Nullable InputStream from, char @Nullable [] password) {
    // It holds what it was made with.
  }

  @Override
  public void engineSetKeyEntry(
      String alias, Key other, char[] password, Certificate[] certificates)
      throws KeyStoreException {
    throw unchangeable();
  }

  @Override
  public void engineSetKeyEntry(String alias, byte[] other, Certificate[] certificates)
      throws KeyStoreException {
    throw unchangeable();
  }

  @Override
  public void engineSetCertificateEntry(String alias, Certificate certificate)
      throws KeyStoreException {
    throw unchangeable();
  }

  @Override
  public void engineDeleteEntry(String alias) throws KeyStoreException {
    throw unchangeable();
  }

  @Override
  public void engineStore(OutputStream to, char[] password) {
    throw new UnsupportedOperationException("a key in a token cannot be stored elsewhere");
  }

  private static KeyStoreException unchangeable() {
    return new KeyStoreException("it holds one key for good");
  }
}
