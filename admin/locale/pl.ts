import type { Dictionary } from '../components/words.ts';
import { forms } from './pl/forms.ts';
import { calendar } from './pl/calendar.ts';
import { participants } from './pl/participants.ts';
import { cases } from './pl/cases.ts';
import { classReasons } from './pl/class-reasons.ts';
import { companies } from './pl/companies.ts';
import { files } from './pl/files.ts';
import { finder } from './pl/finder.ts';
import { opportunities } from './pl/opportunities.ts';
import { customer } from './pl/customer.ts';
import { frame } from './pl/frame.ts';
import { scenarios } from './pl/scenarios.ts';
import { meeting } from './pl/meeting.ts';
import { messages } from './pl/messages.ts';
import { settings } from './pl/settings.ts';
import { shape } from './pl/shape.ts';
import { taskForm } from './pl/task-form.ts';
import { palette } from './pl/palette.ts';
import { table } from './pl/table.ts';
import { absences } from './pl/absences.ts';
import { tasks } from './pl/tasks.ts';
import { today } from './pl/today.ts';
import { work } from './pl/work.ts';

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
