import type { Dictionary } from '../components/words.ts';
import { forms } from './en/forms.ts';
import { calendar } from './en/calendar.ts';
import { feeds } from './en/feeds.ts';
import { campaignForm } from './en/campaign-form.ts';
import { groups } from './en/groups.ts';
import { system } from './en/system.ts';
import { channels } from './en/channels.ts';
import { ruleBook } from './en/rule-book.ts';
import { campaigns } from './en/campaigns.ts';
import { cases } from './en/cases.ts';
import { classes } from './en/classes.ts';
import { companies } from './en/companies.ts';
import { files } from './en/files.ts';
import { opportunities } from './en/opportunities.ts';
import { customer } from './en/customer.ts';
import { frame } from './en/frame.ts';
import { scenarios } from './en/scenarios.ts';
import { imports } from './en/imports.ts';
import { meeting } from './en/meeting.ts';
import { messages } from './en/messages.ts';
import { settings } from './en/settings.ts';
import { templates } from './en/templates.ts';
import { accessRights } from './en/access-rights.ts';
import { shape } from './en/shape.ts';
import { tokens } from './en/tokens.ts';
import { users } from './en/users.ts';
import { taskForm } from './en/task-form.ts';
import { keys } from './en/keys.ts';
import { palette } from './en/palette.ts';
import { table } from './en/table.ts';
import { team } from './en/team.ts';
import { tasks } from './en/tasks.ts';
import { today } from './en/today.ts';
import { work } from './en/work.ts';

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
