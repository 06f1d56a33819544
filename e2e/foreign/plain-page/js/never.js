throw new Error('It ran although no browser runs it')
