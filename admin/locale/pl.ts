import type { Dictionary } from '../components/words.ts';
import { frame } from './pl/frame.ts';

/** Every text of the panel in one language: a file per noun, spread here. */
export const dictionary: Dictionary = { ...frame };
