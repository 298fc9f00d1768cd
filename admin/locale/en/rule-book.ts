import type { Dictionary } from '../../components/words.ts';

export const ruleBook = {
  'rules.lead': 'Nurt asks these rules before every message and every call. They hold from the moment they are saved.',
  'rules.saved': 'Saved. The rules hold from now on.',
  'rules.hours': 'Hours of contact',
  'rules.hours text': "In the recipient's time zone. What falls outside waits for the next allowed hour.",
  'rules.any hour': 'at any hour',
  'rules.from': 'From',
  'rules.to': 'To',
  'rules.channel.email': 'E-mail',
  'rules.channel.sms': 'Text message',
  'rules.channel.phone': 'Phone',
  'rules.day.1': 'Mo',
  'rules.day.2': 'Tu',
  'rules.day.3': 'We',
  'rules.day.4': 'Th',
  'rules.day.5': 'Fr',
  'rules.day.6': 'Sa',
  'rules.day.7': 'Su',
  'rules.cap': 'Cap on contacts',
  'rules.cap text':
    'How often one customer may be contacted by all campaigns together. A contact over the cap does not go out, with the reason.',
  'rules.cap on': 'Limit the number of contacts',
  'rules.touches': 'At most contacts',
  'rules.days': 'Within days',
  'rules.purposes': 'Purposes',
  'rules.purposes text':
    'What holds for a message of each purpose. An address on the do-not-contact list gets nothing, whatever the purpose.',
  'rules.needsConsent': 'needs a consent',
  'rules.capped': 'counts against the cap',
  'rules.offer': 'offer: not in collection',
} satisfies Dictionary;
