import type { Dictionary } from '../../components/words.ts';

export const feeds = {
  'feed.title': 'Zadania w Twoim kalendarzu',
  'feed.text':
    'Skopiuj adres i dodaj go w programie kalendarza jako subskrypcję. Programy odświeżają taki kalendarz rzadko: zwykle co kilkanaście minut, Google nawet co kilkanaście godzin.',
  'feed.near': 'Ten adres działa tylko na tym komputerze albo w tej sieci. Kalendarz z internetu go nie przeczyta.',
  'feed.detail': 'Co pokazać',
  'feed.detail.full': 'Wszystko: klient, telefon, odnośnik',
  'feed.detail.short': 'Tylko tytuł zadania',
  'feed.detail.busy': 'Tylko „zajęte”',
  'feed.create': 'Utwórz adres',
  'feed.address': 'Adres kalendarza',
  'feed.once': 'Adres widać tylko teraz. Kto go zna, widzi Twoje zadania, więc traktuj go jak hasło.',
  'feed.copy': 'Kopiuj',
  'feed.copied': 'Adres skopiowany',
  'feed.mine': 'Moje adresy',
  'feed.created': 'utworzony {when}',
  'feed.read': 'czytany ostatnio {when}',
  'feed.unread': 'jeszcze nieczytany',
  'feed.renew': 'Nowy adres',
  'feed.revoke': 'Wyłącz',
  'feed.revoked': 'Adres wyłączony. Program kalendarza przestanie widzieć zadania.',
} satisfies Dictionary;
