"""The Cards & people page: who has which card, what each may do, and the cards that nobody has named."""
