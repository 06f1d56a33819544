export { joinNorthwind, NorthwindError, type NorthwindTexts } from './northwind.ts'
