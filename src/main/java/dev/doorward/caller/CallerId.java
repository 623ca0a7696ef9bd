package dev.doorward.caller;

/// Who a caller is: the issuer that vouches for it and the subject it is known by there, never the
/// subject alone.
///
/// @param issuer who vouches, 1 to 512 characters
/// @param subject the name the issuer gives, 1 to 512 characters
public record CallerId(String issuer, String subject) {
  private static final int LONGEST = 512;

  public CallerId {
    requireSane(issuer, "issuer");
    requireSane(subject, "subject");
  }

  private static void requireSane(String value, String what) {
    if (value.isBlank() || value.length() > LONGEST) {
      throw new IllegalArgumentException(what + " must have 1 to " + LONGEST + " characters");
    }
  }
}
