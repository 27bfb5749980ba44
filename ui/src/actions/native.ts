import type { CommandName, Request } from '../platform/types';
import { call } from '../state/backend';
import { actions } from '../words/native.json';

/** An action that menus outside of the window offer, too: the tray, and the menu bar of a Mac. */
export interface NativeAction {
  id: string;
  label: string;
  shortcuts?: readonly string[];
  /** The command that it comes down to, where it needs no window. */
  command?: CommandName;
  request?: object;
}

export const NATIVE = actions as readonly NativeAction[];

/** What an action is called here and in the menus outside of the window. */
export function native(id: string): { id: string; label: string; shortcuts?: readonly string[] } {
  const { label, shortcuts } = row(id);
  return shortcuts ? { id, label, shortcuts } : { id, label };
}

/** Runs the command of an action, as the tray does. */
export function runCommand(id: string): Promise<unknown> {
  const { command, request } = row(id);
  if (!command) throw new Error(`The action ${id} has no command.`);
  return call(command, (request ?? {}) as Request<CommandName>);
}

function row(id: string): NativeAction {
  const found = NATIVE.find((action) => action.id === id);
  if (!found) throw new Error(`No menu offers ${id}.`);
  return found;
}
