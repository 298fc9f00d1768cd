/** All words of the panel: those of every page, and those that come with the pages of settings, campaigns, imports and scenarios. */
import { dictionary as english } from '../../admin/locale/en.ts';
import { dictionary as englishOffice } from '../../admin/locale/en-office.ts';
import { dictionary as polish } from '../../admin/locale/pl.ts';
import { dictionary as polishOffice } from '../../admin/locale/pl-office.ts';
import type { Dictionary } from '../../admin/components/words.ts';

export const pl: Dictionary = { ...polish, ...polishOffice };
export const en: Dictionary = { ...english, ...englishOffice };
