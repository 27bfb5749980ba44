/** The locale of the window: numbers, dates and times are written as the person's system writes them. */
export function locale(): string {
  const said = typeof navigator === 'undefined' ? '' : navigator.language;
  try {
    return Intl.getCanonicalLocales(said)[0] ?? 'en';
  } catch {
    // A Linux system without a language calls it "C", which no formatter takes.
    return 'en';
  }
}

/** Making a formatter costs more than using it a thousand times. */
function kept<Options extends object, Format>(make: (locale: string, options: Options) => Format) {
  const made = new Map<string, Format>();
  return (options: Options): Format => {
    const key = `${locale()} ${JSON.stringify(options)}`;
    const known = made.get(key) ?? make(locale(), options);
    made.set(key, known);
    return known;
  };
}

const numberFormats = kept((spoken, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(spoken, options));
const dateFormats = kept((spoken, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(spoken, options));

/** Writes numbers. */
export const numbers = (options: Intl.NumberFormatOptions = {}): Intl.NumberFormat => numberFormats(options);

/** Writes dates and times. */
export const dates = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => dateFormats(options);
