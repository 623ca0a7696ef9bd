package dev.doorward.service;

/// A family that comes in a jar of its own, found by `ServiceLoader`. It is offered when
/// `toolsets.enable` names it, and stands behind the same gateway as every other: the same guards,
/// limits and audit.
///
/// An implementation is public, has a public constructor without parameters, and does no work in
/// it: it is made to ask its name as soon as any name is enabled that is none of ours.
public interface Family {
  /// The name it is enabled by: `[a-z][a-z0-9-]{0,31}`, none of Doorward's own.
  String name();

  /// What it brings, under the same name. Asked once in a process, at the start; what is costly
  /// waits for its first use.
  ///
  /// @param changes where it announces that its lists have changed
  Toolset toolset(Changes changes);
}
