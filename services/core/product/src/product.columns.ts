export const COLUMNS = 'id, code, barcode, name, category, unit, kind, is_active as "isActive", version'
