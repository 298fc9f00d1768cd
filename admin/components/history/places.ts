/** Where a record has a page of its own. */
const places: Readonly<Record<string, string>> = {
  company: 'companies',
  person: 'people',
  task: 'tasks',
  case: 'cases',
  opportunity: 'opportunities',
  campaign: 'campaigns',
  message: 'messages',
  template: 'templates',
  scenario: 'scenarios',
  import: 'import',
  user: 'users',
  profile: 'profiles',
  dictionary: 'dictionaries',
};

/** Where the record of an entry is opened; none of what was deleted or has no page. */
export function pageOf({ noun, recordId, verb }: { noun: string; recordId: string; verb: string }): string | undefined {
  const place = places[noun];
  return place && verb !== 'delete' ? `/admin/${place}/${recordId}` : undefined;
}
