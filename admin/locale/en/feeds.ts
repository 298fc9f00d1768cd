import type { Dictionary } from '../../components/words.ts';

export const feeds = {
  'feed.title': 'Tasks in your calendar',
  'feed.text':
    'Copy the address and add it to your calendar app as a subscription. Apps read such a calendar seldom: mostly every quarter of an hour, Google only every dozen hours or so.',
  'feed.near': 'This address works on this computer or network only. A calendar on the internet cannot read it.',
  'feed.detail': 'What to show',
  'feed.detail.full': 'Everything: customer, phone, link',
  'feed.detail.short': 'Only the title of the task',
  'feed.detail.busy': 'Only "busy"',
  'feed.create': 'Make an address',
  'feed.address': 'Calendar address',
  'feed.once': 'The address is shown only now. Whoever knows it sees your tasks, so treat it like a password.',
  'feed.copy': 'Copy',
  'feed.copied': 'Address copied',
  'feed.mine': 'My addresses',
  'feed.created': 'made {when}',
  'feed.read': 'last read {when}',
  'feed.unread': 'not read yet',
  'feed.renew': 'New address',
  'feed.revoke': 'Switch off',
  'feed.revoked': 'Address switched off. The calendar app will no longer see the tasks.',
} satisfies Dictionary;
