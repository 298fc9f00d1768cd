import type { Dictionary } from '../components/words.ts';
import { forms } from './en/forms.ts';
import { frame } from './en/frame.ts';
import { settings } from './en/settings.ts';
import { users } from './en/users.ts';
import { tasks } from './en/tasks.ts';
import { today } from './en/today.ts';
import { work } from './en/work.ts';

/** Every text of the panel in one language: a file per noun, spread here. */
export const dictionary: Dictionary = { ...forms, ...frame, ...settings, ...users, ...tasks, ...today, ...work };
