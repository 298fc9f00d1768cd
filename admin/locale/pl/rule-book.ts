import type { Dictionary } from '../../components/words.ts';

export const ruleBook = {
  'rules.lead': 'O te zasady Nurt pyta przed każdą wiadomością i każdym telefonem. Obowiązują od zapisania.',
  'rules.saved': 'Zapisano. Zasady już obowiązują.',
  'rules.hours': 'Godziny kontaktu',
  'rules.hours text': 'W strefie czasowej odbiorcy. Co wypada poza nimi, poczeka do najbliższej dozwolonej pory.',
  'rules.any hour': 'o każdej porze',
  'rules.from': 'Od godziny',
  'rules.to': 'Do godziny',
  'rules.channel.email': 'E-mail',
  'rules.channel.sms': 'SMS',
  'rules.channel.phone': 'Telefon',
  'rules.day.1': 'pn',
  'rules.day.2': 'wt',
  'rules.day.3': 'śr',
  'rules.day.4': 'cz',
  'rules.day.5': 'pt',
  'rules.day.6': 'sb',
  'rules.day.7': 'nd',
  'rules.cap': 'Limit kontaktów',
  'rules.cap text':
    'Ile razy można odezwać się do jednego klienta we wszystkich kampaniach razem. Kontakt ponad limit nie wychodzi, z podanym powodem.',
  'rules.cap on': 'Ogranicz liczbę kontaktów',
  'rules.touches': 'Najwyżej kontaktów',
  'rules.days': 'W ciągu dni',
  'rules.purposes': 'Cele',
  'rules.purposes text':
    'Co dotyczy wiadomości w danym celu. Adres z listy „nie kontaktować” nie dostaje niczego, niezależnie od celu.',
  'rules.needsConsent': 'wymaga zgody',
  'rules.capped': 'liczy się do limitu',
  'rules.offer': 'oferta: nie w windykacji',
} satisfies Dictionary;
