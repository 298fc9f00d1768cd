import type { Dictionary } from '../components/words.ts';
import { forms } from './en/forms.ts';
import { calendar } from './en/calendar.ts';
import { participants } from './en/participants.ts';
import { cases } from './en/cases.ts';
import { classReasons } from './en/class-reasons.ts';
import { companies } from './en/companies.ts';
import { files } from './en/files.ts';
import { finder } from './en/finder.ts';
import { opportunities } from './en/opportunities.ts';
import { customer } from './en/customer.ts';
import { frame } from './en/frame.ts';
import { scenarios } from './en/scenarios.ts';
import { meeting } from './en/meeting.ts';
import { messages } from './en/messages.ts';
import { settings } from './en/settings.ts';
import { shape } from './en/shape.ts';
import { taskForm } from './en/task-form.ts';
import { palette } from './en/palette.ts';
import { table } from './en/table.ts';
import { absences } from './en/absences.ts';
import { tasks } from './en/tasks.ts';
import { today } from './en/today.ts';
import { work } from './en/work.ts';

/** What every page may say: a file per noun, spread here. Words of settings, campaigns, imports, templates, scenarios, merges, documents and the team come with their pages. */
export const dictionary: Dictionary = {
  ...calendar,
  ...participants,
  ...forms,
  ...classReasons,
  ...companies,
  ...cases,
  ...opportunities,
  ...files,
  ...finder,
  ...customer,
  ...frame,
  ...scenarios,
  ...meeting,
  ...messages,
  ...settings,
  ...shape,
  ...taskForm,
  ...palette,
  ...table,
  ...absences,
  ...tasks,
  ...today,
  ...work,
};
