window.library = { name: 'library' }
