import type { Dictionary } from '../../components/words.ts';

export const tokens = {
  'tokens.lead': 'Program z tokenem działa w imieniu użytkownika i tylko z zaznaczonymi prawami.',
  'tokens.new': 'Nowy token',
  'tokens.create': 'Utwórz token',
  'tokens.empty': 'Nie ma jeszcze żadnego tokenu',
  'tokens.empty text': 'Utwórz token, gdy inny program ma czytać lub zapisywać dane przez API.',
  'tokens.name': 'Nazwa',
  'tokens.name hint': 'Nazwa programu, który go użyje.',
  'tokens.user': 'W imieniu',
  'tokens.rights': 'Prawa',
  'tokens.right count': { one: '{count} prawo', few: '{count} prawa', many: '{count} praw', other: '{count} prawa' },
  'tokens.made': 'Utworzono',
  'tokens.used': 'Ostatnio użyty',
  'tokens.revoke': 'Odwołaj',
  'tokens.revoked': 'odwołany',
  'tokens.revoke title': 'Odwołać token: {name}?',
  'tokens.revoke text': 'Program, który go używa, od razu straci dostęp. Tego nie da się cofnąć.',
  'tokens.made title': 'Token utworzony',
  'tokens.once': 'Skopiuj go teraz: nie da się go pokazać drugi raz.',
  'tokens.token': 'Token',
  'tokens.copy': 'Kopiuj',
} satisfies Dictionary;
