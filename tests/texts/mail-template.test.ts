import { expect } from 'chai';
import { type DomainError } from '../../domain/domain-error.ts';
import { fieldsOf, problemsOf } from '../../texts/check.ts';
import { bookOf, standardBook } from '../../texts/fields.ts';
import { compile, escapeHtml } from '../../texts/compiled.ts';
import { engineFor, filler } from '../../texts/liquid.ts';
import { formatDate, formatMoney } from '../../texts/formats.ts';
import { cleanHtml, textOfHtml } from '../../texts/html.ts';
import { fillMail, parseMail, storable, type MailText } from '../../texts/mail-template.ts';

const mail: MailText = {
  subject: 'Przegląd dla {{ company.name }}',
  bodyHtml: '<p>Dzień dobry {{ person.firstName | default: "Państwu" }}</p>',
  bodyText: 'Dzień dobry',
  language: 'pl',
};
const facts = { company: { name: 'Gęś & <Syn>' }, person: null, unsubscribe: { url: 'https://nurt.example/u/x' } };

function refusalOf(text: Partial<MailText>): DomainError {
  try {
    storable({ ...mail, ...text });
  } catch (error) {
    return error as DomainError;
  }
  throw new Error('It was not refused');
}

describe('texts of mails', () => {
  it('that take too much time or memory to fill in are refused before anybody is to get them', () => {
    const doubled = `{% assign a = "xxxxxxxxxx" %}${'{% assign a = a | append: a %}'.repeat(30)}{{ a }}`;
    for (const text of [doubled, '{{ (1..99999999) | join: "x" }}']) {
      expect(problemsOf(text).map(({ code }) => code)).to.deep.equal(['template.too_heavy']);
      expect(refusalOf({ bodyHtml: null, bodyText: text }).code).to.equal('template.too_heavy');
    }
  });

  it('that would take seconds to be taken apart are refused at once, with what to do', () => {
    const heavy = [
      '{{today}}'.repeat(5_000),
      '{{ abc }}'.repeat(22_000),
      `{% if ${'a or '.repeat(30_000)}a %}{% endif %}`,
      '<b>'.repeat(30_000) + '</i>'.repeat(25_000),
    ];
    const started = performance.now();
    for (const text of heavy) {
      expect(problemsOf(text, 'html').map(({ code }) => code)).to.deep.equal(['template.too_heavy']);
      const refusal = refusalOf({ bodyHtml: text, bodyText: '' });
      expect([refusal.code, refusal.field]).to.deep.equal(['template.too_heavy', 'bodyHtml']);
      expect(refusal.said.pl).to.match(/Usuń część|Skróć|Uprość/);
      expect(fieldsOf(text)).to.be.an.instanceOf(Set);
    }
    expect(performance.now() - started).to.be.lessThan(2_000);
    expect(problemsOf('{{ today }}'.repeat(500))).to.deep.equal([]);
  });

  it('long and many unknown names are told without a search for one like them', () => {
    const own = Array.from({ length: 200 }, (_, n) => ({
      field: `company.own.pole_${n}`,
      title: { pl: 'Pole', en: 'Field' },
      example: 'x',
    }));
    const long = `{{ ${'a'.repeat(1_900)} }}`.repeat(10);
    expect(problemsOf(long, 'none', bookOf(own))[0]?.said.pl).to.contain('Wybierz pole z listy.');
    const many = problemsOf('{{ company.nam }}\n'.repeat(21)).map(({ said }) => said.pl);
    expect(many[19]).to.contain('Może chodziło o „company.name”.');
    expect(many[20]).to.contain('Wybierz pole z listy.');
  });

  it('quotes within quotes are read as text only so deep as people write them', () => {
    expect(textOfHtml('<blockquote>x'.repeat(1_000)).length).to.be.lessThan(50_000);
    expect(textOfHtml(`${'<div>'.repeat(60)}Dzień dobry${'</div>'.repeat(60)}`)).to.equal('Dzień dobry');
  });

  it('an unknown field is refused with its line, its column and the nearest known one', () => {
    const refusal = refusalOf({ bodyHtml: '<p>Dzień dobry</p>\n<p>{{ company.nam }}</p>' });
    expect(refusal.code).to.equal('template.unknown_field');
    expect(refusal.field).to.equal('bodyHtml');
    expect(refusal.said.pl).to.equal('Nie ma pola „company.nam” (wiersz 2, znak 7). Może chodziło o „company.name”.');
    expect(refusal.said.en).to.contain('line 2, column 7');
  });

  it('an unknown field inside a condition is found as well', () => {
    expect(problemsOf('{% if person.vip %}x{% endif %}')[0]?.code).to.equal('template.unknown_field');
  });

  it('a field whose name is only known when sending is refused', () => {
    expect(problemsOf('{{ company[person.position] }}').map(({ code }) => code)).to.deep.equal([
      'template.unknown_field',
    ]);
  });

  it('every problem is told in the order of its place', () => {
    expect(problemsOf('{{ b.x }}\n{{ a.x }}').map(({ line }) => line)).to.deep.equal([1, 2]);
  });

  it('a tag that is not closed is told with its place', () => {
    const [problem] = problemsOf('Dzień dobry\n{{ company.name ');
    expect(problem).to.include({ code: 'template.syntax', line: 2 });
    expect(problem?.said.pl).to.contain('nie jest zamknięty');
  });

  it('what reads files or loops is not available', () => {
    for (const text of [
      '{% include "/etc/passwd" %}',
      '{% render "x" %}',
      '{% for i in (1..999999999) %}{% endfor %}',
    ]) {
      expect(problemsOf(text)[0]?.code).to.equal('template.syntax');
    }
  });

  it('a mail without a subject or without a text is refused', () => {
    expect(refusalOf({ subject: ' ' }).field).to.equal('subject');
    expect(refusalOf({ bodyHtml: null, bodyText: '' }).code).to.equal('template.empty');
  });

  it('scripts, forms and handlers are gone when HTML is stored; fields and conditions stay', () => {
    const html = `<script>x()</script><p onclick="x()">{% if company.class == "A" %}{{ company.name }}{% endif %}</p><form><input></form><a href="javascript:x()">a</a><a href="{{ unsubscribe.url }}">b</a>`;
    expect(cleanHtml(html)).to.equal(
      `<p>{% if company.class == "A" %}{{ company.name }}{% endif %}</p><a>a</a><a href="{{ unsubscribe.url }}">b</a>`,
    );
  });

  it('tags that no longer match once the HTML is clean are refused', () => {
    expect(refusalOf({ bodyHtml: '<p>{% if company.class %}</p><script>{% endif %}</script>' }).code).to.equal(
      'template.syntax',
    );
  });

  it('plain text is taken from the HTML where nobody wrote one', () => {
    const stored = storable({
      ...mail,
      bodyText: '',
      bodyHtml: '<h1>Oferta</h1><p>Zobacz <a href="https://a.example">tu</a></p>',
    });
    expect(stored.bodyText).to.equal('Oferta\n\nZobacz tu [https://a.example]');
    expect(textOfHtml('<p>{{ company.name }}</p>')).to.equal('{{ company.name }}');
  });

  it('a field is escaped in HTML and left alone in text, whatever a filter says', () => {
    const filled = fillMail(
      parseMail(
        { ...mail, bodyHtml: '<p>{{ company.name | raw }}</p>', bodyText: '{{ company.name }}' },
        { optOut: false },
      ),
      facts,
    );
    expect(filled.html).to.contain('<p>Gęś &amp; &lt;Syn&gt;</p>');
    expect(filled.text).to.equal('Gęś & <Syn>');
    expect(filled.subject).to.equal('Przegląd dla Gęś & <Syn>');
  });

  it('a missing person takes the fallback', () => {
    expect(fillMail(parseMail(mail, { optOut: false }), facts).html).to.contain('Dzień dobry Państwu');
  });

  it('a text that people can opt out of gets a link for it, once', () => {
    const added = fillMail(parseMail(mail, { optOut: true }), facts);
    expect(added.html).to.contain('<a href="https://nurt.example/u/x">Wypisz się</a>');
    expect(added.text).to.contain('Wypisz się: https://nurt.example/u/x');
    const own = { ...mail, bodyText: 'Wypisz: {{ unsubscribe.url }}' };
    expect(fillMail(parseMail(own, { optOut: true }), facts).text).to.equal('Wypisz: https://nurt.example/u/x');
  });

  it('a line break in a field cannot leave the subject', () => {
    const filled = fillMail(parseMail(mail, { optOut: false }), { company: { name: 'A\r\nBcc: x@y.example' } });
    expect(filled.subject).to.equal('Przegląd dla A Bcc: x@y.example');
  });

  it('the example recipient fills every field', () => {
    expect(filler('{{ company.name }} {{ campaign.startsOn | date }}', 'none', 'pl')(standardBook.examples())).to.equal(
      'Drew-Pol Zieliński sp.j. 1 grudnia 2026',
    );
  });

  it('what is filled in quickly is what Liquid would have written', () => {
    const texts = [
      'Hej {{ company.name }}, {{ person.firstName | default: "Państwo" }} {{ company.turnoverMinor }}',
      "{% if person.firstName %}{{ person.firstName }}{% else %}nikt {{company.name|default:'x'}}{% endif %}!",
      '{% if company %}{% if person %}a{% else %}b{% endif %}{% endif %} {{ company.nip }}{{ missing.field }}',
      '{% if company.nip %}pusty tekst to też wartość{% endif %}',
    ];
    const people = [null, { firstName: '' }, { firstName: 'Józef "Józek"' }];
    for (const text of texts)
      for (const person of people)
        for (const escaping of ['html', 'none'] as const) {
          const facts = { company: { name: `A & <B> 'c'`, turnoverMinor: 12, nip: '' }, person };
          expect(compile(text, escapeHtml), text).not.to.equal(undefined);
          const engine = engineFor(escaping, 'pl');
          expect(filler(text, escaping, 'pl')(facts)).to.equal(engine.renderSync(engine.parse(text), facts));
        }
    for (const text of [
      '{{ company.name | upcase }}',
      '{%- if a -%}x{% endif %}',
      '{{ "x" }}',
      '{% if a == 1 %}{% endif %}',
      '{{ true }}',
    ])
      expect(compile(text, escapeHtml), text).to.equal(undefined);
  });

  it('dates and money are written as people do', () => {
    expect(formatDate('2026-12-03', 'pl')).to.equal('3 grudnia 2026');
    expect(formatDate('2026-12-03', 'en')).to.equal('3 December 2026');
    expect(formatMoney(123450, 'PLN', 'pl').replaceAll('\u00a0', ' ')).to.equal('1 234,50 zł');
    expect(formatMoney(500, 'JPY', 'en')).to.equal('JP¥500');
  });
});
