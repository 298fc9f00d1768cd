import type { Dictionary } from '../components/words.ts';
import { frame } from './en/frame.ts';
import { settings } from './en/settings.ts';
import { users } from './en/users.ts';

/** Every text of the panel in one language: a file per noun, spread here. */
export const dictionary: Dictionary = { ...frame, ...settings, ...users };
