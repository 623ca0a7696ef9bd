package dev.doorward.transport.http.auth;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// One name of a client in its certificate (RFC 5280, section 4.2.1.6), compared whole; there are
/// no wildcards.
///
/// @param kind what kind of name it is
/// @param value the name; a host name in lower case
public record CertificateName(Kind kind, String value) {
  /// The kinds of names that can name a caller.
  public enum Kind {
    /// A `uniformResourceIdentifier`, such as a SPIFFE ID.
    URI,
    /// A `dNSName`.
    DNS
  }

  private static final Pattern ADDRESS =
      Pattern.compile("[a-z][a-z0-9+.-]{0,30}://[A-Za-z0-9._~:/?#@!$&'()+,;=%-]{1,2000}");
  private static final Pattern HOST =
      Pattern.compile("(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,62})(\\.[a-z0-9_]([a-z0-9_-]{0,62}))*");

  /// Reads a name as an operator writes it: with `://` it is a URI, else a host name. Empty for
  /// what is neither.
  public static Optional<CertificateName> parse(String text) {
    if (text.contains("://")) {
      return ADDRESS.matcher(text).matches() ? Optional.of(uri(text)) : Optional.empty();
    }
    CertificateName host = dns(text);
    return HOST.matcher(host.value()).matches() ? Optional.of(host) : Optional.empty();
  }

  static CertificateName uri(String value) {
    return new CertificateName(Kind.URI, value);
  }

  static CertificateName dns(String value) {
    return new CertificateName(Kind.DNS, value.toLowerCase(Locale.ROOT));
  }

  @Override
  public String toString() {
    return value;
  }
}
