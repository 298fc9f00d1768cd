import { DomainError, type Said } from '../domain/domain-error.ts';

/** A file that cannot be read, in words that say what to do. `code` becomes `sheet.<code>`. */
export function sheetTrouble(code: string, said: Said): DomainError {
  return new DomainError(`sheet.${code}`, said, 'file');
}

export function brokenFile(fileName: string): DomainError {
  return sheetTrouble('broken', {
    pl: `Pliku ${fileName} nie da się przeczytać: jest uszkodzony. Otwórz go w Excelu, zapisz jako .xlsx i wczytaj ponownie.`,
    en: `The file ${fileName} cannot be read: it is damaged. Open it in Excel, save it as .xlsx and load it again.`,
  });
}

/** What would fill the memory of whoever reads it. */
export function tooLargeInside(fileName: string): DomainError {
  return sheetTrouble('too_large_inside', {
    pl: `Plik ${fileName} po rozpakowaniu byłby za duży, żeby był arkuszem klientów. Zapisz same wiersze jako .csv albo podziel plik.`,
    en: `Unpacked, the file ${fileName} would be too large for a sheet of customers. Save the rows alone as .csv or split the file.`,
  });
}
