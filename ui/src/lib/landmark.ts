/** Where panels are put that open over the page: inside what a screen reader calls the main part. */
export const landmark = (): Element => document.querySelector('main') ?? document.body;
