import type { Dictionary } from '../components/words.ts';
import { forms } from './pl/forms.ts';
import { calendar } from './pl/calendar.ts';
import { feeds } from './pl/feeds.ts';
import { campaignForm } from './pl/campaign-form.ts';
import { groups } from './pl/groups.ts';
import { system } from './pl/system.ts';
import { channels } from './pl/channels.ts';
import { ruleBook } from './pl/rule-book.ts';
import { campaigns } from './pl/campaigns.ts';
import { cases } from './pl/cases.ts';
import { classes } from './pl/classes.ts';
import { companies } from './pl/companies.ts';
import { files } from './pl/files.ts';
import { opportunities } from './pl/opportunities.ts';
import { customer } from './pl/customer.ts';
import { frame } from './pl/frame.ts';
import { scenarios } from './pl/scenarios.ts';
import { imports } from './pl/imports.ts';
import { meeting } from './pl/meeting.ts';
import { messages } from './pl/messages.ts';
import { settings } from './pl/settings.ts';
import { templates } from './pl/templates.ts';
import { accessRights } from './pl/access-rights.ts';
import { shape } from './pl/shape.ts';
import { tokens } from './pl/tokens.ts';
import { users } from './pl/users.ts';
import { taskForm } from './pl/task-form.ts';
import { keys } from './pl/keys.ts';
import { palette } from './pl/palette.ts';
import { table } from './pl/table.ts';
import { team } from './pl/team.ts';
import { tasks } from './pl/tasks.ts';
import { today } from './pl/today.ts';
import { work } from './pl/work.ts';

/** Every text of the panel in one language: a file per noun, spread here. */
export const dictionary: Dictionary = {
  ...calendar,
  ...feeds,
  ...campaigns,
  ...campaignForm,
  ...channels,
  ...groups,
  ...system,
  ...ruleBook,
  ...forms,
  ...classes,
  ...companies,
  ...cases,
  ...opportunities,
  ...files,
  ...customer,
  ...frame,
  ...imports,
  ...scenarios,
  ...meeting,
  ...messages,
  ...settings,
  ...templates,
  ...accessRights,
  ...shape,
  ...tokens,
  ...users,
  ...taskForm,
  ...keys,
  ...palette,
  ...table,
  ...team,
  ...tasks,
  ...today,
  ...work,
};
