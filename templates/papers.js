{#- One page of the list of papers as a script, which lists.js loads when somebody narrows or sorts the list. Of the first
    page, which has its entries itself, only what tells them apart. -#}
{% import "components/lists.html" as lists %}
{% if part == 1 %}
{% set entries %}{% for card in cards %}<i class="entry" data-values="{{ values[card.paper.id] }}"></i>{% endfor %}{% endset %}
{% else %}
{% set entries = lists.entries(cards, text=theme.text_in_lists, values=values, coins=false) %}
{% endif %}
scholarfolioEntries({{ part }}, {{ entries|literal }});
