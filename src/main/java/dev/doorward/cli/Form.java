package dev.doorward.cli;

import dev.doorward.cli.settings.Key;
import dev.doorward.cli.settings.Keys;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What may be written after one command.
///
/// @param name the command
/// @param purpose what it does, in one sentence
/// @param options its flags; those without a label take no value
/// @param word what must be written without a flag, when there is something; a repeatable one may
///   be followed by more
record Form(String name, String purpose, List<Option> options, Optional<Option> word) {
  /// One flag, or the word without a flag.
  ///
  /// @param label what stands for its value in the help; empty for a flag that is written alone
  record Option(String name, String label, String purpose, boolean repeatable) {
    /// Whether it is written alone, without a value.
    boolean alone() {
      return label.isEmpty();
    }
  }

  Form {
    options = List.copyOf(options);
  }

  /// A command that takes nothing.
  static Form of(String name, String purpose) {
    return new Form(name, purpose, List.of(), Optional.empty());
  }

  /// The same with `--config` and one flag for each key that has one.
  Form withSettings() {
    List<Option> all = new ArrayList<>(options);
    all.add(new Option(SettingsFlags.CONFIG, "path", "The configuration file.", false));
    for (Key<?> key : Keys.ALL) {
      if (key.flag().isPresent()) {
        all.add(new Option(key.flag().get(), key.name(), key.purpose(), key.kind().repeatable()));
      }
    }
    return new Form(name, purpose, all, word);
  }

  /// The same with one more flag.
  Form with(String flag, String label, String purpose) {
    List<Option> all = new ArrayList<>(options);
    all.add(new Option(flag, label, purpose, false));
    return new Form(name, this.purpose, all, word);
  }

  /// The same with the flags that set a start rule aside.
  Form withDangers() {
    return with(EnumSet.allOf(Danger.class));
  }

  /// The same with the flags for some of them.
  Form with(Set<Danger> dangers) {
    Form all = this;
    for (Danger danger : dangers) {
      all = all.with(danger.flag(), "", danger.meaning());
    }
    return all;
  }

  /// The same with a word that must be written.
  Form withWord(String label, String purpose) {
    return new Form(
        name, this.purpose, options, Optional.of(new Option("", label, purpose, false)));
  }

  /// The same with words that must be written, one at least.
  Form withWords(String label, String purpose) {
    return new Form(name, this.purpose, options, Optional.of(new Option("", label, purpose, true)));
  }

  /// The flag of this name.
  Optional<Option> option(String flag) {
    for (Option option : options) {
      if (option.name().equals(flag)) {
        return Optional.of(option);
      }
    }
    return Optional.empty();
  }
}
