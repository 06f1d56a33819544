document.addEventListener('DOMContentLoaded', () => note('ready'))
