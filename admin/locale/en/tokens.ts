import type { Dictionary } from '../../components/words.ts';

export const tokens = {
  'tokens.lead': 'A program with a token acts in a user’s name, with the chosen rights alone.',
  'tokens.new': 'New token',
  'tokens.create': 'Make the token',
  'tokens.empty': 'There is no token yet',
  'tokens.empty text': 'Make one when another program is to read or write through the API.',
  'tokens.name': 'Name',
  'tokens.name hint': 'The program that will use it.',
  'tokens.user': 'In the name of',
  'tokens.rights': 'Rights',
  'tokens.right count': { one: '{count} right', other: '{count} rights' },
  'tokens.made': 'Made',
  'tokens.used': 'Last used',
  'tokens.revoke': 'Revoke',
  'tokens.revoked': 'revoked',
  'tokens.revoke title': 'Revoke the token {name}?',
  'tokens.revoke text': 'The program that uses it loses access at once. This cannot be undone.',
  'tokens.made title': 'Token made',
  'tokens.once': 'Copy it now: it cannot be shown again.',
  'tokens.token': 'Token',
  'tokens.copy': 'Copy',
} satisfies Dictionary;
