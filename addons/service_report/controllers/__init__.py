from . import service_board_wall
