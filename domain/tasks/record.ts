/** What may still be put right about a finished task: what it was about and how it went, never when it was planned. */
const ofRecord: ReadonlySet<string> = new Set([
  'title',
  'description',
  'categoryId',
  'personId',
  'caseId',
  'caretakerId',
  'userIds',
  'personIds',
  'note',
  'workMinutes',
  'callSeconds',
  'kilometres',
  'own',
]);

/** Whether the field may be changed once the task is finished. */
export function isOfRecord(field: string): boolean {
  return ofRecord.has(field);
}
