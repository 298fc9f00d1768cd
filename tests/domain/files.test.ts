import { expect } from 'chai';
import { DomainError } from '../../domain/domain-error.ts';
import { judgeFile, previewWay, sentType } from '../../domain/files/kind.ts';
import { tidyFileName } from '../../domain/files/name.ts';

const bytes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const judged = (name: string, head: string): string => {
  try {
    return judgeFile(name, bytes(head));
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
};

describe('a file', () => {
  it('is named by the last part of what it was called, without what cannot be seen', () => {
    expect(
      [
        '../../x',
        'C:\\dok\\umowa.pdf',
        '/etc/passwd',
        '..',
        '',
        ' a\u202Efdp.exe ',
        'Zażółć.txt',
        'a\0b.txt',
        'x<y>.txt',
      ].map(tidyFileName),
    ).to.deep.equal(['x', 'umowa.pdf', 'passwd', 'plik', 'plik', 'afdp.exe', 'Zażółć.txt', 'ab.txt', 'x_y_.txt']);
    const long = tidyFileName(`${'ż'.repeat(500)}.pdf`);
    expect(long).to.have.length(200);
    expect(long.endsWith('.pdf')).to.equal(true);
  });

  it('is what its first bytes say, and a name that promises something else is refused', () => {
    const cases: readonly (readonly [string, string, string])[] = [
      ['umowa.pdf', '%PDF-1.7', 'application/pdf'],
      ['zdjecie.JPG', '\xff\xd8\xff\xe0', 'image/jpeg'],
      ['umowa.docx', 'PK\x03\x04', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
      ['notatka.txt', 'MZ/2026 pismo', 'text/plain'],
      ['bez-rozszerzenia', '%PDF-1.7', 'application/pdf'],
      ['dane.bin', '\x01\x02\x03', 'application/octet-stream'],
      ['lista.csv', 'nazwa;NIP\nDrew-Pol;5260250995', 'text/csv'],
      ['logo.svg', '<svg onload="alert(1)">', 'image/svg+xml'],
      ['faktura.pdf', 'MZ\x90\0\x03\0\0\0', 'file.program'],
      ['setup.exe', 'anything', 'file.program'],
      ['skrypt', '#!/bin/sh', 'file.program'],
      ['faktura.pdf', '\x89PNG\r\n\x1a\n', 'file.disguised'],
      ['zdjecie.png', '<html>', 'file.disguised'],
      ['umowa.docx', '%PDF-1.7', 'file.disguised'],
      ['pusty.txt', '', 'file.empty'],
    ];
    expect(cases.map(([name, head]) => judged(name, head))).to.deep.equal(cases.map(([, , kind]) => kind));
  });

  it('that a browser could run is never sent as what it is, and has no preview', () => {
    for (const type of ['text/html', 'image/svg+xml', 'application/xml', 'application/xhtml+xml'])
      expect([sentType(type), previewWay(type)]).to.deep.equal(['application/octet-stream', 'none']);
    expect([sentType('application/pdf'), previewWay('application/pdf')]).to.deep.equal(['application/pdf', 'pdf']);
  });
});
