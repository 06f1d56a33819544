-- As one text with its line breaks: what a label needs differs from country to country.
alter table customer add column address text;
