import type { Dictionary } from '../components/words.ts';
import { frame } from './pl/frame.ts';
import { settings } from './pl/settings.ts';
import { users } from './pl/users.ts';

/** Every text of the panel in one language: a file per noun, spread here. */
export const dictionary: Dictionary = { ...frame, ...settings, ...users };
