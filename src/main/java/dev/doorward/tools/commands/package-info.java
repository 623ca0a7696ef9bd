/// The commands that an operator declared, each as a tool of its own. This is the only room that
/// starts a process; it starts one by a list of arguments, never by a line that something would
/// parse. What the operator wrote is checked by [ProgramRules] before anything starts; a call goes
/// through [CommandTool]. It never takes a program's name, an option or a variable from a caller.
@NullMarked
package dev.doorward.tools.commands;

import org.jspecify.annotations.NullMarked;
