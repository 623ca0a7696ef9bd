/// The door's certificates: read and judged from files, replaced while the door is open.
///
/// Entered by [CertificateReader] before the start and by [CertificateWatch] behind it; it knows
/// files and key stores, never a request.
@NullMarked
package dev.doorward.transport.http.tls;

import org.jspecify.annotations.NullMarked;
