"""Tables, workbook and calendars."""
