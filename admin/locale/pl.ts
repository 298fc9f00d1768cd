import type { Dictionary } from '../components/words.ts';
import { forms } from './pl/forms.ts';
import { frame } from './pl/frame.ts';
import { settings } from './pl/settings.ts';
import { users } from './pl/users.ts';
import { tasks } from './pl/tasks.ts';
import { today } from './pl/today.ts';
import { work } from './pl/work.ts';

/** Every text of the panel in one language: a file per noun, spread here. */
export const dictionary: Dictionary = { ...forms, ...frame, ...settings, ...users, ...tasks, ...today, ...work };
