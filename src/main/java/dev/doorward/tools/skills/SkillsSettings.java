package dev.doorward.tools.skills;

import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.util.List;

/// Where skills come from and how much of them is held in memory.
///
/// @param roots directories that are searched for skills, in order; a skill found earlier wins over
///   a later one at the same path
/// @param totalBytes how many bytes of skill files are held at most, 1 MiB to 1 GiB
@Introspected
public record SkillsSettings(
    List<Path> roots, @Min(1024 * 1024) @Max(1024 * 1024 * 1024) long totalBytes) {
  /// What is held when nothing else is configured: 64 MiB.
  public static final long DEFAULT_TOTAL_BYTES = 64L * 1024 * 1024;

  /// No skills at all.
  public static final SkillsSettings DEFAULTS = new SkillsSettings(List.of(), DEFAULT_TOTAL_BYTES);

  public SkillsSettings {
    roots = List.copyOf(roots);
    if (totalBytes < 1 << 20 || totalBytes > 1 << 30) {
      throw new IllegalArgumentException("totalBytes must be 1 MiB to 1 GiB");
    }
  }
}
