/** The words in which people write dates, in Polish and English, without accents and in lower case. */

/** ISO weekdays: 1 is Monday. */
export const weekdays: Readonly<Record<string, number>> = meanings(
  numbered([
    'pn po pon poniedzialek poniedzialku mo mon monday',
    'wt wto wtorek wtorku tu tue tues tuesday',
    'sr sro sroda srode srody wed wednesday',
    'cz czw czwartek czwartku th thu thur thurs thursday',
    'pt pi pia piatek piatku fr fri friday',
    'so sob sobota sobote soboty sa sat saturday',
    'nd ni nie ndz niedz niedziela niedziele niedzieli su sun sunday',
  ]),
);

export const months: Readonly<Record<string, number>> = meanings(
  numbered([
    'sty stycznia styczen jan january i',
    'lut lutego luty feb february ii',
    'mar marca marzec march iii',
    'kwi kwietnia kwiecien apr april iv',
    'maj maja may v',
    'cze czerwca czerwiec jun june vi',
    'lip lipca lipiec jul july vii',
    'sie sierpnia sierpien aug august viii',
    'wrz wrzesnia wrzesien sep sept september ix',
    'paz pazdziernika pazdziernik oct october x',
    'lis listopada listopad nov november xi',
    'gru grudnia grudzien dec december xii',
  ]),
);

/** Whole days from today. */
export const relativeDays: Readonly<Record<string, number>> = meanings({
  dzis: 0,
  dzisiaj: 0,
  today: 0,
  jutro: 1,
  tomorrow: 1,
  tmr: 1,
  pojutrze: 2,
  'day after tomorrow': 2,
  wczoraj: -1,
  yesterday: -1,
  przedwczoraj: -2,
  'day before yesterday': -2,
});

export type SpanUnit = 'minutes' | 'hours' | 'days' | 'weeks' | 'months' | 'years';

export const spanUnits: Readonly<Record<string, SpanUnit>> = meanings({
  ...named('minutes', 'm min minute minuta minuty minut mins minutes'),
  ...named('hours', 'g h godz godzine godziny godzin hour hours hr hrs'),
  ...named('days', 'd dzien dni day days'),
  ...named('weeks', 't tydz tydzien tygodnie tygodni w week weeks'),
  ...named('months', 'mies miesiac miesiace miesiecy month months'),
  ...named('years', 'rok roku lata lat year years'),
});

export const counts: Readonly<Record<string, number>> = meanings({
  a: 1,
  an: 1,
  jeden: 1,
  jedna: 1,
  one: 1,
  dwa: 2,
  dwie: 2,
  two: 2,
  trzy: 3,
  three: 3,
  cztery: 4,
  four: 4,
  piec: 5,
  five: 5,
  szesc: 6,
  six: 6,
  siedem: 7,
  seven: 7,
  dziesiec: 10,
  ten: 10,
  pol: 0.5,
  half: 0.5,
});

/** Words that say nothing about when. */
export const fillers: ReadonlySet<string> = new Set(
  'w we na o godz godzina godzinie dnia r the on at by do since next nastepny nastepna nastepne przyszly przyszla'.split(
    ' ',
  ),
);

function numbered(lines: readonly string[]): Record<string, number> {
  return Object.fromEntries(lines.flatMap((line, index) => line.split(' ').map((word) => [word, index + 1])));
}

function named(unit: SpanUnit, words: string): Record<string, SpanUnit> {
  return Object.fromEntries(words.split(' ').map((word) => [word, unit]));
}

/** What people may type is no word of the language: `constructor` names nothing. */
function meanings<T>(words: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.assign(Object.create(null) as Record<string, T>, words);
}
