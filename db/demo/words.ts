/** Words of which the demo company is made. Nobody real is meant; mail goes to `.example` and numbers to an area code that does not exist. */

export const women =
  'Anna Maria Katarzyna Małgorzata Agnieszka Barbara Ewa Magdalena Elżbieta Joanna Aleksandra Monika Zofia Danuta Beata Dorota Justyna Iwona Renata Karolina Paulina Grażyna Łucja Żaneta'.split(
    ' ',
  );
export const men =
  'Piotr Krzysztof Andrzej Tomasz Jan Paweł Michał Marcin Stanisław Jakub Adam Marek Łukasz Grzegorz Mateusz Wojciech Józef Jerzy Zbigniew Dariusz Mariusz Rafał Sławomir Bartłomiej'.split(
    ' ',
  );

/** Masculine and feminine forms. */
export const families: readonly (readonly [string, string])[] = [
  ['Kowalski', 'Kowalska'],
  ['Wiśniewski', 'Wiśniewska'],
  ['Wójcik', 'Wójcik'],
  ['Kamiński', 'Kamińska'],
  ['Lewandowski', 'Lewandowska'],
  ['Zieliński', 'Zielińska'],
  ['Szymański', 'Szymańska'],
  ['Woźniak', 'Woźniak'],
  ['Dąbrowski', 'Dąbrowska'],
  ['Kozłowski', 'Kozłowska'],
  ['Jankowski', 'Jankowska'],
  ['Mazur', 'Mazur'],
  ['Krawczyk', 'Krawczyk'],
  ['Piotrowski', 'Piotrowska'],
  ['Grabowski', 'Grabowska'],
  ['Nowakowski', 'Nowakowska'],
  ['Pawłowski', 'Pawłowska'],
  ['Michalski', 'Michalska'],
  ['Król', 'Król'],
  ['Wieczorek', 'Wieczorek'],
  ['Jabłoński', 'Jabłońska'],
  ['Wróbel', 'Wróbel'],
  ['Stępień', 'Stępień'],
  ['Górski', 'Górska'],
  ['Rutkowski', 'Rutkowska'],
  ['Sikora', 'Sikora'],
  ['Ostrowski', 'Ostrowska'],
  ['Baran', 'Baran'],
  ['Duda', 'Duda'],
  ['Szewczyk', 'Szewczyk'],
  ['Żak', 'Żak'],
  ['Gajewski', 'Gajewska'],
];

type Trade = { readonly industry: string; readonly inEnglish: string; readonly stems: readonly string[] };
export const trades: readonly Trade[] = [
  {
    industry: 'transport',
    inEnglish: 'transport',
    stems: ['Żubr Transport', 'Trans-Bór', 'Ekspres Śląsk', 'Rondo Spedycja', 'Kurs-Bud Logistyka'],
  },
  {
    industry: 'meble',
    inEnglish: 'furniture',
    stems: ['Drew-Pol', 'Stolarnia Dąb', 'Meble Jesion', 'Orzech i Klon', 'Tartak Sosna'],
  },
  {
    industry: 'budownictwo',
    inEnglish: 'construction',
    stems: ['Cegła', 'Bud-Max', 'Fundament', 'Dach-Żar', 'Instal-Bud'],
  },
  { industry: 'metal', inEnglish: 'metalworking', stems: ['Stal-Met', 'Żelbet', 'Tokarka', 'Spaw-Tech', 'Met-Lux'] },
  {
    industry: 'gastronomia',
    inEnglish: 'catering',
    stems: ['Gęś i Syn', 'Pod Lipą', 'Piekarnia Kłos', 'Smaczny Kąsek', 'Chata Młynarza'],
  },
  { industry: 'handel', inEnglish: 'trade', stems: ['Omega', 'Hurt-Pol', 'Delikatesy Źródło', 'Rynek 12', 'Alfa'] },
  {
    industry: 'usługi',
    inEnglish: 'services',
    stems: ['Auto & Serwis', 'Ćma Oświetlenie', 'Czysty Dom', 'Biuro Rachunkowe Saldo', 'Pralnia Śnieżka'],
  },
  {
    industry: 'medycyna',
    inEnglish: 'healthcare',
    stems: ['Zdrowie', 'Stomatologia Uśmiech', 'Rehab-Med', 'Apteka pod Różą', 'Gabinet Łąka'],
  },
];
export const forms = ['Sp. z o.o.', 'Sp. z o.o.', 'S.A.', 'sp.j.', 'sp.k.', 'PHU', 'FHU'] as const;

/** With the beginning of its postcodes. */
export const cities: readonly (readonly [string, string])[] = [
  ['Warszawa', '02'],
  ['Kraków', '31'],
  ['Łódź', '90'],
  ['Wrocław', '53'],
  ['Poznań', '61'],
  ['Gdańsk', '80'],
  ['Szczecin', '70'],
  ['Bydgoszcz', '85'],
  ['Lublin', '20'],
  ['Białystok', '15'],
  ['Katowice', '40'],
  ['Rzeszów', '35'],
  ['Toruń', '87'],
  ['Kielce', '25'],
  ['Olsztyn', '10'],
  ['Świdnica', '58'],
  ['Żywiec', '34'],
];
export const streets = [
  'Długa',
  'Leśna',
  'Słoneczna',
  'Kościuszki',
  'Przemysłowa',
  'Polna',
  'Żeromskiego',
  'Rynek',
  'Łąkowa',
  'Szkolna',
];
export const positions = [
  'właściciel',
  'prezes zarządu',
  'kierownik zakupów',
  'księgowość',
  'dyrektor handlowy',
  'biuro',
];

/** What calls come to, by outcome of the usual call. */
export const callNotes: Readonly<Record<string, readonly string[]>> = {
  talked: [
    'Zadowoleni z ostatniej dostawy, wrócą po nowym roku.',
    'Prosi o ofertę na większą partię, termin do końca miesiąca.',
    'Przekazałem nowy cennik, omówią go na zebraniu.',
    'Pytali o serwis pogwarancyjny, wysłać warunki.',
    'Zmienia się osoba od zakupów, od poniedziałku dzwonić do biura.',
    'Chcą obejrzeć instalację u innego klienta.',
    'Czeka na zwrot VAT, zamówi w przyszłym tygodniu.',
  ],
  'call-back': [
    'W trasie, prosi o telefon po południu.',
    'Na spotkaniu, oddzwonić jutro przed dziesiątą.',
    'Wraca z urlopu w poniedziałek.',
  ],
  'no-answer': ['', '', 'Poczta głosowa.'],
  refused: ['Ma stałego dostawcę, nie szuka.', 'Prosi, żeby nie dzwonić z ofertami.'],
};
export const callTitles = [
  'Telefon: oferta',
  'Telefon po dostawie',
  'Zapytać o zadowolenie',
  'Telefon: nowy cennik',
  'Oddzwonić',
  'Ustalić termin dostawy',
];
export const meetingTitles = ['Spotkanie: omówienie oferty', 'Wizyta handlowa', 'Pokaz na miejscu'];
export const errandTitles = [
  'Wysłać poprawiony cennik',
  'Przygotować ofertę',
  'Sprawdzić stan magazynu',
  'Odpowiedzieć na reklamację',
  'Potwierdzić termin serwisu',
];
export const mailSubjects = [
  'Oferta, o którą Państwo prosili',
  'Nowy cennik od stycznia',
  'Potwierdzenie terminu',
  'Zaproszenie na dzień otwarty',
  'Warunki serwisu',
];
export const replies = [
  'Dziękuję, odezwę się po konsultacji z zarządem.',
  'Proszę o rabat przy większej ilości.',
  'Termin pasuje, czekamy.',
  'Czy możliwa jest płatność w 30 dni?',
];
