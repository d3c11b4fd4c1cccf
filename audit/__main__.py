"""python -m audit"""

from audit.cli import main_and_exit

main_and_exit()
